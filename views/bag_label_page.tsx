/** `/bags/<code>/label`: a label to print, for one that came off or cannot be read any more. */
import { CodePictures } from "./bag_facts.tsx";
import type { PageContext } from "./context.ts";
import { DeskPage } from "./layout.tsx";
import { bagPath } from "./paths.ts";
import { ToolHead } from "./tool_head.tsx";

export const BagLabelPage = ({ context, code }: { context: PageContext; code: string }) => {
  const { bagFacts, codesPage } = context.words;
  return (
    <DeskPage context={context} title={bagFacts.labelTitle(code)} scriptUrl={context.toolsUrl}>
      <ToolHead
        context={context}
        above={{ href: bagPath(code), name: code }}
        title={bagFacts.labelTitle(code)}
        says={bagFacts.labelSays}
      >
        <button class="btn btn--primary push" type="button" id="print" hidden>{codesPage.print}</button>
      </ToolHead>
      <section class="card bag-label">
        <p class="code">{code}</p>
        <CodePictures context={context} code={code} />
      </section>
    </DeskPage>
  );
};
