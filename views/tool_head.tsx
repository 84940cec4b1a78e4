/** The head of a page around scanning: the way back, its name, what it is for, and what it offers. */
import { Crumbs } from "./crumbs.tsx";
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";

interface ToolHeadProps {
  readonly context: PageContext;
  readonly above: { readonly href: string; readonly name: string };
  readonly title: string;
  readonly says: string;
  readonly children?: Child;
}

export const ToolHead = ({ context: { words }, above, title, says, children }: ToolHeadProps) => (
  <div class="page-head">
    <div>
      <Crumbs label={words.frame.where} above={[{ href: above.href, name: above.name }]} here={title} />
      <h1>{title}</h1>
      <p>{says}</p>
    </div>
    {children}
  </div>
);
