/** The head of the pages below `/profile`. */
import { Crumbs } from "./crumbs.tsx";
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { DeskPage } from "./layout.tsx";
import { Warning } from "./notice.tsx";
import type { Told } from "./words/told.ts";

interface ProfileFrameProps {
  readonly context: PageContext;
  readonly title: string;
  readonly says?: string | undefined;
  readonly refused?: Told | null;
  /** Nothing else opens before this is done: no way back is shown. */
  readonly isFirst?: boolean;
  readonly children?: Child;
}

/** Of what lies below one's own page. */
export const ProfileFrame = (
  { context, title, says, refused = null, isFirst = false, children }: ProfileFrameProps,
) => (
  <DeskPage context={context} title={title}>
    <div class="page-head">
      <div>
        {!isFirst && (
          <Crumbs
            label={context.words.frame.where}
            above={[{ href: "/profile", name: context.words.profile.title }]}
            here={title}
          />
        )}
        <h1>{title}</h1>
        {says && <p>{says}</p>}
      </div>
    </div>
    {refused && <Warning told={refused} />}
    {children}
  </DeskPage>
);
