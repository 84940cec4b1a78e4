/** The little of Markdown that our own descriptions use: paragraphs, lists, `code` and **weight**. */
import type { Child } from "hono/jsx";

export const Marked = ({ text }: { readonly text: string }) => (
  <>{text.split(/\n{2,}/).map((block) => <Block text={block} />)}</>
);

const Block = ({ text }: { readonly text: string }) => {
  const lines = text.split("\n");
  if (!lines.every((line) => line.startsWith("- "))) return <p>{inline(text)}</p>;
  return <ul class="api-list">{lines.map((line) => <li>{inline(line.slice(2))}</li>)}</ul>;
};

/** Marks never stand inside each other. */
export const inline = (text: string): Child[] =>
  text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((piece) => {
    if (/^`[^`]+`$/.test(piece)) return <code>{piece.slice(1, -1)}</code>;
    return /^\*\*[^*]+\*\*$/.test(piece) ? <b>{piece.slice(2, -2)}</b> : piece;
  });
