/** What a desk page says about what was just done: in the page, or as a toast over it. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { type Shown, withCodes } from "./outcome.tsx";
import { withQuery } from "./paths.ts";
import type { Told } from "./words/told.ts";

interface NoticeProps {
  readonly shown: Shown;
  /** Where the button that was pressed is gone: the keyboard goes on from here, and no stray Enter presses anything. */
  readonly takesFocus?: boolean;
  readonly children?: Child;
}

/** Stands at the head of a page. A refusal is said at once, a success when the reader has time. */
export const Notice = ({ shown, takesFocus = false, children }: NoticeProps) => {
  const isBad = shown.look === "refused" || shown.look === "full" || shown.look === "waiting";
  return (
    <div
      class={`notice look--${shown.look} ${
        isBad ? "notice--bad" : shown.look === "here" ? "notice--warn" : "notice--good"
      }`}
      role={isBad ? "alert" : "status"}
      data-outcome={shown.code}
      tabindex={takesFocus ? -1 : undefined}
      autofocus={takesFocus}
    >
      {signOf(shown.look)}
      <p>
        <b>{withCodes(shown.told.says, shown.codes)}</b> {shown.told.todo}
      </p>
      {children}
    </div>
  );
};

/** A refusal that is not an outcome: a wrong password, a name that is taken. */
export const Warning = ({ told }: { told: Told }) => (
  <div class="notice notice--bad" role="alert">
    <Icon name="warning" />
    <p>
      <b>{told.says}</b> {told.todo}
    </p>
  </div>
);

/** What was just done, said when the reader has time. */
export const Done = ({ children }: { children?: Child }) => (
  <div class="notice notice--good" role="status">
    <Icon name="check" />
    <p>{children}</p>
  </div>
);

export const Toast = ({ shown }: { shown: Shown }) => (
  <hx-partial hx-target="#toasts" hx-swap="beforeend">
    <p class={`toast look--${shown.look}`} data-outcome={shown.code}>
      {signOf(shown.look)}
      <span>
        {withCodes(shown.told.says, shown.codes)} {shown.told.todo}
      </span>
    </p>
  </hx-partial>
);

interface PagerProps {
  readonly context: PageContext;
  /** Path and query of this list, without a cursor. */
  readonly address: string;
  readonly isFirst: boolean;
  readonly nextCursor: string | null;
}

/** Onward and back to the start: a list that grows while it is read has no page numbers. */
export const Pager = ({ context: { words }, address, isFirst, nextCursor }: PagerProps) =>
  isFirst && nextCursor === null ? null : (
    <nav class="pager" aria-label={words.frame.next}>
      {isFirst ? <span></span> : <a class="btn" href={address}>{words.frame.first}</a>}
      {nextCursor !== null && <a class="btn" href={withQuery(address, { cursor: nextCursor })}>{words.frame.next}</a>}
    </nav>
  );
