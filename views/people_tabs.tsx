/** What belongs to people, page by page: who they are, and what they may do. */
import type { PageContext } from "./context.ts";

const TABS = [
  { href: "/users", word: "users" },
  { href: "/areas", word: "areas" },
  { href: "/tokens", word: "tokens" },
  { href: "/roles", word: "roles" },
] as const;

export type PeopleTab = (typeof TABS)[number]["word"];

export const PeopleTabs = ({ context: { words }, here }: { context: PageContext; here: PeopleTab }) => (
  <nav class="seg seg--tabs" aria-label={words.frame.people}>
    {TABS.map(({ href, word }) => (
      <a href={href} aria-current={word === here ? "page" : undefined}>{words.peopleTabs[word]}</a>
    ))}
  </nav>
);
