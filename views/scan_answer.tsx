/**
 * One answer in a reply to the scanner page's script: what the outbox has to know about it, around the fragments that the
 * page shows. Several scans of one request are several of these.
 */
import type { Child } from "hono/jsx";
import type { Answer } from "../domain/answer.ts";
import { OUTCOMES } from "../domain/outcomes.ts";
import type { Shown } from "./outcome.tsx";

interface AnswerProps {
  readonly answer: Answer;
  readonly shown: Shown;
  readonly children?: Child;
}

/** `data-parent`: the sack whose counter the fragments hold. A page that shows another one leaves them out. */
export const ScanAnswer = ({ answer: { key, outcome, parent }, shown, children }: AnswerProps) => (
  <scan-answer
    data-scan-id={key}
    data-status={OUTCOMES[outcome].status}
    data-parent={parent?.code ?? ""}
    {...toldOf(shown)}
  >
    {children}
  </scan-answer>
);

interface DoorProps {
  readonly scanId: string;
  readonly status: number;
  readonly shown: Shown;
  readonly children?: Child;
}

/** The same where no command was decided. */
export const DoorAnswer = ({ scanId, status, shown, children }: DoorProps) => (
  <scan-answer data-scan-id={scanId} data-status={status} data-parent="" {...toldOf(shown)}>{children}</scan-answer>
);

const toldOf = ({ code, look, told }: Shown) => ({
  "data-outcome": code,
  "data-look": look,
  "data-says": told.says,
  "data-todo": told.todo ?? "",
});
