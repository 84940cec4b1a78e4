/** What somebody may have meant by a text that is no code, or a code that nobody knows: a slip of hand or eye, undone. */
import { type Kind, type Kinds, normalise, readCode } from "./code.ts";
import type { NearMiss } from "./search.ts";
import { LIMITS } from "./limits.ts";

/** What is read as a parent's code with a fault in it. */
export function nearMissOf(text: string, kinds: Kinds): NearMiss | null {
  const bare = withoutGaps(text);
  const kind = kindBegun(bare, kinds);
  if (!kind || readCode(text, kinds).is === "parent") return null;
  const rest = restOf(bare, kind);
  return { kind, digits: /^[0-9]*$/.test(rest) ? rest.length : null };
}

/** Codes that one slip away would be this text, the likeliest first. None of them is known to exist. */
export function meantBy(text: string, kinds: Kinds): string[] {
  const bare = withoutGaps(text);
  const kind = kindBegun(bare, kinds);
  const candidates = kind ? parentsMeant(bare, kind) : childrenMeant(text, bare);
  const own = normalise(text);
  const codes = candidates.filter((code) => code !== own && "code" in readCode(code, kinds));
  return [...new Set(codes)].slice(0, LIMITS.suggestionsTriedMax);
}

/** Blanks, dots and the like that people put between the parts of a code. */
const withoutGaps = (text: string): string => normalise(text).replace(/[\s._/:]+/g, "");

const lettersOf = ({ prefix }: Kind): string => prefix.replace(/-$/, "");

/** The kind whose letters it begins with; of two, the longer, which says more. */
const kindBegun = (bare: string, kinds: Kinds): Kind | undefined =>
  kinds.filter((kind) => bare.startsWith(lettersOf(kind)) && bare.length > lettersOf(kind).length)
    .sort((one, other) => other.prefix.length - one.prefix.length)[0];

const restOf = (bare: string, kind: Kind): string => bare.slice(lettersOf(kind).length).replace(/^-/, "");

function parentsMeant(bare: string, kind: Kind): string[] {
  const digits = asDigits(restOf(bare, kind));
  if (!/^[0-9]+$/.test(digits)) return [];
  const missing = kind.digits - digits.length;
  const meant = missing === 0
    ? [digits]
    : missing > 0
    ? [digits.padStart(kind.digits, "0"), ...(missing === 1 ? withOneMore(digits) : [])]
    : [digits.replace(new RegExp(`^0{1,${-missing}}`), ""), ...(missing === -1 ? withOneLess(digits) : [])];
  return meant.map((number) => kind.prefix + number);
}

/** A label's number may be torn from its label, and a letter be read for a digit. */
function childrenMeant(text: string, bare: string): string[] {
  const labelled = /LABEL *NO[ .:]*([A-Z0-9]+)/.exec(normalise(text))?.[1];
  return [asDigits(labelled ?? bare), bare].filter((code) => /^[A-Z0-9]+$/.test(code));
}

/** Letters that look like digits on a creased label, where digits belong. */
const asDigits = (text: string): string => text.replace(/[OQDILZSB]/g, (letter) => LOOK_ALIKES[letter] ?? letter);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  O: "0",
  Q: "0",
  D: "0",
  I: "1",
  L: "1",
  Z: "2",
  S: "5",
  B: "8",
};

/** A digit was left out: at the end most often, then anywhere before. */
function withOneMore(digits: string): string[] {
  const places = Array.from({ length: digits.length + 1 }, (_, place) => digits.length - place);
  return places.flatMap((place) =>
    Array.from({ length: 10 }, (_, digit) => digits.slice(0, place) + digit + digits.slice(place))
  );
}

/** A digit was typed twice or too many. */
const withOneLess = (digits: string): string[] =>
  Array.from(digits, (_, place) => digits.slice(0, place) + digits.slice(place + 1));
