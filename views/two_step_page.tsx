/** `/profile/two-step`: setting the second step up, its backup codes, and turning it off. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { TwoStepSetup, TwoStepState } from "../domain/two_step.ts";
import { CodeInput } from "./code_page.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { PasswordField } from "./password_page.tsx";
import { ProfileFrame } from "./profile_frame.tsx";
import type { Told } from "./words/told.ts";

export interface TwoStepOnProps {
  readonly context: PageContext;
  readonly setup: TwoStepSetup;
  /** The setup's address as a QR code: SVG that the server has drawn. */
  readonly picture: string;
  readonly refused: Told | null;
}

/** One form: scan, and say that it worked. */
export const TwoStepOnPage = ({ context, setup, picture, refused }: TwoStepOnProps) => {
  const { twoStepPage: words, profile } = context.words;
  return (
    <ProfileFrame context={context} title={words.onTitle} says={profile.twoStepSays} refused={refused}>
      <form class="profile profile--even" method="post" action="/profile/two-step" autocomplete="off">
        <input type="hidden" name="setup" value={setup.setup} />
        <section class="card card-body stack" aria-labelledby="scan-name">
          <h2 id="scan-name">{words.scanTitle}</h2>
          <p>{words.scanSays}</p>
          <span class="code-picture two-step-picture" role="img" aria-label={words.picture}>{raw(picture)}</span>
          <p>
            {words.byHand}
            <br />
            <code class="two-step-secret">{setup.secret}</code>
          </p>
        </section>
        <section class="card card-body stack" aria-labelledby="confirm-name">
          <h2 id="confirm-name">{words.confirmTitle}</h2>
          <p class="field">
            <label for="code">{words.code}</label>
            <CodeInput id="code" refused={refused !== null} />
          </p>
          <PasswordField id="password" label={words.password} autocomplete="current-password" />
          <p>
            <button class="btn btn--primary" type="submit">{words.turnOn}</button>
          </p>
        </section>
      </form>
    </ProfileFrame>
  );
};

export interface TwoStepOffProps {
  readonly context: PageContext;
  readonly twoStep: TwoStepState;
  readonly refused: Told | null;
  /** Which of the two forms was refused; the other one shows nothing of it. */
  readonly refusedForm: "off" | "backup-codes" | null;
}

export const TwoStepOffPage = ({ context, twoStep, refused, refusedForm }: TwoStepOffProps) => {
  const { words: { twoStepPage: words, profile }, show } = context;
  const says = `${words.isOn(show.day(twoStep.since))} · ${profile.twoStepLeft(twoStep.backupCodesLeft)}`;
  return (
    <ProfileFrame context={context} title={words.title} says={says} refused={refused}>
      <div class="profile profile--even">
        <ChangeForm
          {...{ context, name: "backup-codes", title: words.renewTitle, says: words.renewSays }}
          isRefused={refusedForm === "backup-codes"}
        >
          <button class="btn btn--primary" type="submit">{words.renew}</button>
        </ChangeForm>
        <ChangeForm
          {...{ context, name: "off", title: words.offTitle, says: words.offSays }}
          isRefused={refusedForm === "off"}
        >
          <button class="btn btn--danger" type="submit">{words.turnOff}</button>
        </ChangeForm>
      </div>
    </ProfileFrame>
  );
};

interface ChangeFormProps {
  readonly context: PageContext;
  readonly name: "off" | "backup-codes";
  readonly title: string;
  readonly says: string;
  readonly isRefused: boolean;
  readonly children?: Child;
}

const ChangeForm = ({ context, name, title, says, isRefused, children }: ChangeFormProps) => {
  const { twoStepPage: words } = context.words;
  return (
    <form class="card card-body stack" method="post" action={`/profile/two-step/${name}`} autocomplete="off">
      <h2>{title}</h2>
      <p>{says}</p>
      <p class="field">
        <label for={`${name}-code`}>{words.codeOrBackup}</label>
        <CodeInput id={`${name}-code`} refused={isRefused} />
      </p>
      <PasswordField id={`${name}-password`} name="password" label={words.password} autocomplete="current-password" />
      <p>{children}</p>
    </form>
  );
};

/** Shown once: neither this page nor the server can show them again. */
export const BackupCodesPage = ({ context, codes }: { context: PageContext; codes: readonly string[] }) => {
  const { twoStepPage: words } = context.words;
  return (
    <ProfileFrame context={context} title={words.codesTitle}>
      <div class="notice notice--warn" role="status">
        <Icon name="warning" />
        <p>{words.codesSay}</p>
      </div>
      <ol class="card card-body backup-codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="row no-print">
        <a class="btn btn--primary" href="/profile">{words.codesDone}</a>
        <button class="btn" type="button" id="print" hidden>
          <Icon name="print" />
          {words.print}
        </button>
      </p>
    </ProfileFrame>
  );
};
