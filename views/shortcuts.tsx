/**
 * The help sheet of the keyboard, `#shortcuts`: opened from the account menu without script, by `?` with it. It is also
 * what `static/js/shortcuts.ts` reads: a row is a shortcut, and a role has those that it is shown.
 */
import { mayHere, type PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";

/** An entry of the menu at the side. */
export interface ShortcutTarget {
  readonly href: string;
  readonly name: string;
}

interface Shortcut {
  /** As `KeyboardEvent.key` has it, in small letters; two keys with a blank between them. */
  readonly keys: string;
  readonly says: string;
  readonly does: "go" | "find" | "press" | "next" | "previous" | "help";
  /** An address to go to, or a selector of what is pressed. */
  readonly to?: string;
}

interface SheetProps {
  readonly context: PageContext;
  readonly targets: readonly ShortcutTarget[];
}

/** The second key, after `g`. */
const LETTERS: Readonly<Record<string, string>> = {
  "/": "d",
  "/scan": "s",
  "/bills": "b",
  "/bags": "k",
  "/reports": "r",
  "/exports": "x",
  "/imports": "i",
  "/users": "u",
  "/system": "y",
  "/audit": "a",
};

/** A popover: over the page and closed by Escape, but no trap, since the page stays within reach. */
export const ShortcutSheet = ({ context, targets }: SheetProps) => {
  const { words: { shortcuts: words } } = context;
  return (
    <dialog class="shortcuts" id="shortcuts" aria-labelledby="shortcuts-name" popover="auto">
      <div class="card-head">
        <h2 id="shortcuts-name">{words.title}</h2>
        <button
          class="btn btn--quiet btn--icon push"
          type="button"
          popovertarget="shortcuts"
          popovertargetaction="hide"
          aria-label={words.close}
        >
          <Icon name="cross" />
        </button>
      </div>
      <div class="card-body stack">
        <Group name={words.everywhere} shortcuts={everywhere(context)} />
        <Group name={words.go} shortcuts={goes(targets)} />
        <Group name={words.lists} shortcuts={lists(context)} />
        {mayHere(context, "see_bills") && <Group name={words.bills} shortcuts={bills(context)} />}
        <p class="hint">{words.scanner}</p>
        <p class="hint">{words.scanning}</p>
        <label class="row" id="shortcuts-switch" hidden>
          <input id="shortcuts-on" type="checkbox" autocomplete="off" checked />
          {words.on}
        </label>
      </div>
    </dialog>
  );
};

/** In the account menu. */
export const ShortcutButton = ({ context: { words } }: { context: PageContext }) => (
  <button class="btn btn--quiet" type="button" popovertarget="shortcuts">{words.shortcuts.title}</button>
);

const Group = ({ name, shortcuts }: { name: string; shortcuts: readonly Shortcut[] }) => (
  <section>
    <h3>{name}</h3>
    <dl class="shortcut-list">
      {shortcuts.map(({ keys, says, does, to }) => (
        <div data-keys={keys} data-does={does} data-to={to}>
          <dt>{keys.split(" ").map((key) => <kbd>{key}</kbd>)}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const everywhere = ({ words: { shortcuts: words } }: PageContext): Shortcut[] => [
  { keys: "/", says: words.find, does: "find" },
  { keys: "?", says: words.help, does: "help" },
];

const goes = (targets: readonly ShortcutTarget[]): Shortcut[] =>
  targets.flatMap(({ href, name }) => {
    const letter = LETTERS[href];
    return letter === undefined ? [] : [{ keys: `g ${letter}`, says: name, does: "go" as const, to: href }];
  });

const lists = ({ words: { shortcuts: words } }: PageContext): Shortcut[] => [
  { keys: "j", says: words.next, does: "next" },
  { keys: "k", says: words.previous, does: "previous" },
];

const bills = ({ words: { shortcuts: words } }: PageContext): Shortcut[] => [
  { keys: "n", says: words.newBill, does: "press", to: "#new" },
  { keys: "e", says: words.edit, does: "press", to: "#edit" },
  { keys: "c", says: words.complete, does: "press", to: "#complete" },
  { keys: "p", says: words.print, does: "press", to: "#print, main a[href$='/print']" },
];
