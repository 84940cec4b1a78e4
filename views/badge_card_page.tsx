/** A new badge as a card to print. Its code stands in the two pictures and nowhere else, and is shown this once. */
import { raw } from "hono/html";
import type { BadgeHolder } from "../domain/badge.ts";
import type { PageContext } from "./context.ts";
import { Icon, Logo } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { badgePath } from "./paths.ts";
import { ToolHead } from "./tool_head.tsx";

interface BadgeCardPageProps {
  readonly context: PageContext;
  readonly holder: BadgeHolder;
  /** SVG that the server has drawn. */
  readonly bar: string;
  readonly qr: string;
}

export const BadgeCardPage = ({ context, holder: { person }, bar, qr }: BadgeCardPageProps) => {
  const { words } = context;
  const name = person.fullName ?? person.username;
  return (
    <DeskPage context={context} title={words.badges.cardTitle(person.username)}>
      <ToolHead
        context={context}
        above={{ href: badgePath(person.username), name: words.badges.titleOf(name) }}
        title={words.badges.cardTitle(name)}
        says={words.badges.cardSays}
      >
        <button class="btn btn--primary push" type="button" id="print" hidden>
          <Icon name="print" />
          {words.codesPage.print}
        </button>
      </ToolHead>
      <section class="badge-card" aria-label={words.badges.titleOf(name)}>
        <div class="badge-card-who">
          <p class="badge-card-product">
            <Logo />
            {words.frame.product}
          </p>
          <p class="badge-card-name">{name}</p>
          {person.fullName && <p>{person.username}</p>}
          <p class="badge-card-small">{words.badges.cardFor}</p>
        </div>
        <span class="badge-card-qr" role="img" aria-label={words.badges.qrName}>{raw(qr)}</span>
        <span class="badge-card-bar" role="img" aria-label={words.badges.barName}>{raw(bar)}</span>
        <p class="badge-card-small badge-card-lost">{words.badges.cardLost}</p>
      </section>
      <p>
        <a class="btn" href={badgePath(person.username)}>{words.badges.back}</a>
      </p>
    </DeskPage>
  );
};
