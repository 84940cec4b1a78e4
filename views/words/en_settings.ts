/** English: what admins set, dispatch areas and kinds of sacks. */
import type { Refusal } from "../../domain/outcomes.ts";
import type { Told } from "./told.ts";

/** What an edit of them is refused by, for scripts and pages alike. */
export const settingsRefusals = {
  area_exists: { says: "There is an area of this name or key.", todo: "Take another one." },
  area_over_full: { says: "More dispatchers are there than that.", todo: "Take a larger number, or move some first." },
  kind_exists: { says: "There is a kind of this name or prefix.", todo: "Take another one." },
  kind_in_use: { says: "Its codes are fixed: sacks have them.", todo: "Make a new kind for other codes." },
  kind_clash: { says: "This prefix cannot be told from one that is there.", todo: "Take one that begins otherwise." },
  kind_codes_taken: { says: "Codes that begin so are registered already.", todo: "Take another prefix." },
  capacity_below_fullest: { says: "A sack of this kind holds more than that.", todo: "Take a larger number." },
} satisfies Partial<Record<Refusal, Told>>;

export const areasPage = {
  title: "Areas",
  says: "The towns where sacks are packed.",
  add: "Add an area",
  edit: (name: string) => `Edit ${name}`,
  name: "Name",
  nameHint: "Shown on every page, in every language",
  key: "Key",
  keyHint: "For sheets and scripts: a to z, digits, _. Empty: made from the name.",
  keyFixed: "The key stays as it is: sacks and scans carry it.",
  max: "Dispatchers at most",
  dispatchers: "Dispatchers",
  dispatchersOf: (count: string, max: string) => `${count} of ${max}`,
  sacks: "Sacks",
  state: "State",
  active: "In use",
  inactive: "Out of use",
  inUse: "This area is in use",
  inUseHint: "Out of use: it is not offered any more. Sacks and people who have it keep it.",
  still: (count: number): Told => ({
    says: count === 1 ? "1 dispatcher still belongs to it." : `${count} dispatchers still belong to it.`,
    todo: "They go on working. Move them under People when you like.",
  }),
  create: "Add this area",
  save: "Save",
  created: (name: string) => `${name} can be used now.`,
  changed: (name: string) => `${name} is saved.`,
  bad: {
    name: { says: "The name is missing or too long.", todo: "Write 1 to 60 characters." },
    key: { says: "This is no key.", todo: "Begin with a letter, then a to z, digits, _." },
    max: { says: "This is no number of dispatchers.", todo: "Write a whole number from 0 to 1000." },
  } satisfies Record<string, Told>,
};

export const kindsPage = {
  title: "Kinds of sacks",
  says: "How their codes look, how many bags they hold, what those weigh.",
  fromNowOn: {
    says: "A change holds for sacks that are registered from now on.",
    todo: "Sacks that are there keep what they had, and bills keep their weights.",
  },
  add: "Add a kind",
  edit: (name: string) => `Edit ${name}`,
  kind: "Kind",
  codes: "Codes",
  example: (code: string) => `Such as ${code}`,
  prefix: "Prefix of the code",
  prefixHint: "Capital letters and digits, a dash may end it. No other code may begin so.",
  digits: "Digits behind it",
  fixed: "Fixed: sacks have such codes.",
  product: "Product",
  capacity: "Bags a sack",
  childWeight: "Weight of a bag, kg",
  expectedWeight: "Expected weight of a full sack, kg",
  expectedWeightHint: "Empty: bags a sack × weight of a bag",
  weights: "Bag, full sack",
  sacks: "Sacks",
  older: (count: string) => `${count} with other numbers, from before`,
  create: "Add this kind",
  save: "Save",
  created: (name: string) => `${name} can be scanned now, on every page and station.`,
  changed: (name: string) => `${name} is saved.`,
  inTheWay: (code: string) => `In the way: ${code}.`,
  bad: {
    kind: {
      says: "The prefix is no prefix.",
      todo: "Begin with a letter, at most 10 letters and digits, then perhaps a dash.",
    },
    prefix: {
      says: "The prefix is no prefix.",
      todo: "Begin with a letter, at most 10 letters and digits, then perhaps a dash.",
    },
    digits: { says: "So many digits cannot be.", todo: "Write 3 to 10; the whole code has at most 20 characters." },
    product: { says: "The product is missing or too long.", todo: "Write 1 to 60 characters." },
    capacity: { says: "So many bags cannot be.", todo: "Write a whole number from 1 to 500." },
    childWeightG: { says: "This is no weight of a bag.", todo: "Write kilograms, such as 1 or 0.5." },
    expectedWeightG: { says: "This is no weight of a sack.", todo: "Write kilograms, such as 30." },
  } satisfies Record<string, Told>,
};
