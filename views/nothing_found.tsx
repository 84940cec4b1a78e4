/** A list in which nothing is that was asked for, and the way back to all of it. */
import { EmptySack } from "./icons.tsx";

interface NothingFoundProps {
  readonly words: { readonly emptyTitle: string; readonly emptySays: string; readonly showAll: string };
  /** The list without filters. */
  readonly href: string;
}

export const NothingFound = ({ words, href }: NothingFoundProps) => (
  <section class="card empty">
    <EmptySack />
    <h2>{words.emptyTitle}</h2>
    <p>{words.emptySays}</p>
    <p class="row">
      <a class="btn" href={href}>{words.showAll}</a>
    </p>
  </section>
);
