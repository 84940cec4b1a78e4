/** Beside the problems of an import: a few rows of what it does, and what keeps it from being taken back. */
import type { ImportObstacle, ImportSample } from "../domain/import_shapes.ts";
import type { PageContext } from "./context.ts";
import type { ImportProps } from "./import_page.tsx";
import { withCodes } from "./outcome.tsx";
import { bagPath, billPath } from "./paths.ts";

export const ImportSamples = ({ context, detail }: ImportProps) => {
  const { imports } = context.words;
  const { sample } = detail;
  if (sample.length === 0) return <div id="import-sample" hidden></div>;
  return (
    <section class="card" id="import-sample" aria-labelledby="import-sample-title">
      <div class="card-head">
        <h2 id="import-sample-title">{detail.appliedAt ? imports.sampleDone : imports.sampleTitle}</h2>
        <p>{imports.sampleSays(sample.length)}</p>
      </div>
      <ul class="lines">{sample.map((one) => <SampleRow context={context} sample={one} />)}</ul>
    </section>
  );
};

const SampleRow = ({ context: { words: { imports }, show }, sample }: {
  readonly context: PageContext;
  readonly sample: ImportSample;
}) => {
  const { does, child, parent, bill, sheet, row } = sample;
  const says = imports.does[does](child ?? "", parent ?? "", bill ?? "");
  return (
    <li>
      <span class="wrap-anywhere">{withCodes(says, [child, parent, bill].filter((code) => code !== null))}</span>
      <small>{sheet}, {imports.row} {show.count(row)}</small>
    </li>
  );
};

export const ImportObstacles = ({ context, detail }: ImportProps) => {
  const { imports } = context.words;
  const { obstacles } = detail;
  if (obstacles.length === 0 || detail.isUndoing) return <div id="import-obstacles" hidden></div>;
  const isUndone = detail.state === "undone";
  return (
    <section class="card" id="import-obstacles" aria-labelledby="import-obstacles-title">
      <div class="card-head">
        <h2 id="import-obstacles-title">{isUndone ? imports.stayedTitle : imports.obstaclesTitle}</h2>
      </div>
      <p class="card-body">{isUndone ? imports.stayedSays : imports.obstaclesSay}</p>
      <ul class="lines">{obstacles.map((one) => <ObstacleRow context={context} obstacle={one} />)}</ul>
    </section>
  );
};

const ObstacleRow = ({ context: { words }, obstacle }: {
  readonly context: PageContext;
  readonly obstacle: ImportObstacle;
}) => {
  const { code, reason, parent, bill } = obstacle;
  const says = words.importObstacles[reason](code, parent, bill);
  const isBill = reason === "bill_closed" || reason === "bill_changed";
  const hrefOf = (found: string) => found === bill || (isBill && found === code) ? billPath(found) : bagPath(found);
  return (
    <li>
      <span class="wrap-anywhere">
        {withCodes(says, [code, parent, bill].filter((found) => found !== null), hrefOf)}
      </span>
    </li>
  );
};
