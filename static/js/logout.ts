/** Logging out: warns while scans wait, and clears what opens without network. */
import type { OutboxService } from "./outbox_service.ts";
import { forgetPages } from "./offline.ts";
import { filled } from "./prepared.ts";

export function startLogout(service: OutboxService): void {
  const form = document.getElementById("logout-form");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void leave(form, service, event.submitter?.id === "logout-anyway");
  });
}

async function leave(form: HTMLFormElement, service: OutboxService, isDecided: boolean): Promise<void> {
  const { own } = await service.outbox.then((outbox) => outbox.counts(service.user)).catch(() => ({ own: 0 }));
  const count = own + service.unkept();
  if (count > 0 && !isDecided) return warn(count);
  await forgetPages();
  form.submit();
}

function warn(count: number): void {
  const notice = document.getElementById("logout-waits")!;
  notice.querySelector("span")!.textContent = filled(notice.dataset.says ?? "", { count: String(count) });
  notice.hidden = false;
  document.getElementById("logout-anyway")!.hidden = false;
  document.getElementById("logout-button")!.hidden = true;
}
