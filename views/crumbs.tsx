/** Where a page stands: what lies above it, each a link, and the page itself. */

interface CrumbsProps {
  /** What the whole is called, for those who do not see it. */
  readonly label: string;
  readonly above: readonly { readonly href: string; readonly name: string }[];
  /** Left out where the heading says it. */
  readonly here?: string | number;
}

export const Crumbs = ({ label, above, here }: CrumbsProps) => (
  <nav aria-label={label}>
    <ol class="crumbs">
      {above.map(({ href, name }) => (
        <li>
          <a href={href}>{name}</a>
        </li>
      ))}
      {here !== undefined && (
        <li>
          <span aria-current="page">{here}</span>
        </li>
      )}
    </ol>
  </nav>
);
