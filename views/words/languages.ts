/** The languages that people read, each under its own name. */
import { en, type Words } from "./en.ts";
import { hi } from "./hi.ts";

export const LANGUAGES = {
  en: { name: "English", words: en },
  hi: { name: "हिन्दी", words: hi },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly words: Words }>>;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (text: string | null | undefined): text is Language =>
  typeof text === "string" && Object.hasOwn(LANGUAGES, text);

export const wordsIn = (language: Language): Words => LANGUAGES[language].words;

/** The first of a browser's wishes (`hi-IN,hi;q=0.9,en;q=0.8`) that we speak; English where there is none. */
export function languageWished(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? "").split(",", 20).map((wish) => {
    const [tag = "", ...rest] = wish.trim().split(";");
    const weight = Number(/^q=([\d.]+)$/.exec(rest.at(-1)?.trim() ?? "")?.[1] ?? 1);
    return { language: tag.split("-")[0]!.toLowerCase(), weight };
  });
  const known = wishes.filter(({ language, weight }) => isLanguage(language) && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return (known[0]?.language as Language | undefined) ?? "en";
}
