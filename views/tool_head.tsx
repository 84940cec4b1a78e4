/** The head of a page around scanning: the way back, its name, what it is for, and what it offers. */
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
      <nav aria-label={words.frame.where}>
        <ol class="crumbs">
          <li>
            <a href={above.href}>{above.name}</a>
          </li>
          <li>
            <span aria-current="page">{title}</span>
          </li>
        </ol>
      </nav>
      <h1>{title}</h1>
      <p>{says}</p>
    </div>
    {children}
  </div>
);
