/** A bill's life, newest first. It owns `#bill-life`. */
import type { LifeEvent, Page } from "../domain/shapes.ts";
import type { BillProps } from "./bill_parts.tsx";
import { Life } from "./life.tsx";
import { billPath, withQuery } from "./paths.ts";

type BillLifeProps = Omit<BillProps, "kinds"> & { readonly life: Page<LifeEvent> };

export const BillLife = ({ context, bill, life }: BillLifeProps) => (
  <section class="card" id="bill-life" aria-labelledby="life-name">
    <div class="card-head">
      <h2 id="life-name">{context.words.bill.life}</h2>
      <p>{context.words.bill.lifeCount(life.items.length)}</p>
    </div>
    <Life context={{ ...context, path: billPath(bill.number) }} events={life.items} />
    {life.nextCursor && (
      <p class="pager">
        <a class="btn" href={withQuery(billPath(bill.number), { cursor: life.nextCursor })}>
          {context.words.bag.older}
        </a>
      </p>
    )}
  </section>
);
