/** Signing in over the page while scans wait. It takes no focus: whoever scans goes on scanning. */
import type { Tabs } from "./tabs.ts";

const SIGN_IN_MS_MAX = 12_000;

const panel = (): HTMLElement | null => document.getElementById("sign-in");

export function startSignIn(tabs: Tabs): void {
  const form = panel()?.querySelector("form");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void signIn(form, tabs);
  });
  // In another tab too: what was typed here so far is not left behind.
  tabs.listen(({ is }) => {
    if (is !== "signed_in") return;
    form.reset();
    askForCode(false);
    showSignIn(false);
  });
}

export function showSignIn(isShown: boolean): void {
  const shown = panel();
  if (shown) shown.hidden = !isShown;
}

async function signIn(form: HTMLFormElement, tabs: Tabs): Promise<void> {
  say(null);
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const signal = AbortSignal.timeout(SIGN_IN_MS_MAX);
  const response = await fetch(form.action, { method: "POST", body, redirect: "manual", signal }).catch(() => null);
  // The login answers with a redirect when it lets somebody in, with the form again when not.
  if (response?.type === "opaqueredirect") {
    tabs.tell({ is: "signed_in" });
  } else if (response?.headers.get("x-sign-in-asks") === "code") {
    askForCode(true);
    // Asked for by a right password alone, or sent with it and wrong.
    if (!response.ok) say("sign-in-code-wrong");
  } else if (response?.status === 429) {
    say("sign-in-wait");
  } else {
    say(response && response.status < 500 ? "sign-in-wrong" : "sign-in-away");
  }
}

/** The code goes with the password, by the same form. Whoever has just typed the one types the other next. */
function askForCode(isAsked: boolean): void {
  const code = document.getElementById("sign-in-code") as HTMLInputElement;
  document.getElementById("sign-in-step")!.hidden = !isAsked;
  code.required = isAsked;
  code.value = "";
  if (isAsked && panel()?.contains(document.activeElement)) code.focus();
}

const MESSAGES = ["sign-in-wrong", "sign-in-wait", "sign-in-away", "sign-in-code-wrong"];

function say(id: string | null): void {
  for (const message of MESSAGES) document.getElementById(message)!.hidden = message !== id;
}
