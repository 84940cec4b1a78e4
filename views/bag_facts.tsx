/** What is known of a bag beside where it is: its code to scan, kind, weight, lot, when it came. */
import type { BagDetail, LotSeen } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { bagPath } from "./paths.ts";
import type { Told } from "./words/told.ts";

interface FactsProps {
  readonly context: PageContext;
  readonly bag: BagDetail;
  /** The lots that its labels named, the latest first. */
  readonly lots: readonly LotSeen[];
}

export const Facts = ({ context, bag, lots }: FactsProps) => {
  const { words, show } = context;
  const [latest] = lots;
  return (
    <section class="card" aria-labelledby="facts-name">
      <div class="card-head">
        <h2 id="facts-name">{words.bag.facts}</h2>
      </div>
      <CodePictures context={context} code={bag.code} />
      <dl class="facts card-body">
        <dt>{words.bag.code}</dt>
        <dd class="code">{bag.code}</dd>
        {bag.kind && <Fact name={words.bag.kind} value={bag.kind} />}
        <Fact name={words.bag.weight} value={show.kg(bag.weightKg)} />
        {latest && <Fact name={words.bagFacts.lot} value={namesOf(lots)} />}
        {latest?.raw && <Fact name={words.bagFacts.label} value={latest.raw} />}
        {bag.area && <Fact name={words.bag.area} value={areaName(bag.area, words)} />}
        {bag.packedAt && <Fact name={words.bag.packedAt} value={byLine(context, bag.packedAt, bag.packedBy)} />}
        {bag.billedAt && <Fact name={words.bag.billedAt} value={byLine(context, bag.billedAt, bag.billedBy)} />}
        <Fact name={words.bag.firstSeen} value={byLine(context, bag.createdAt, bag.createdBy)} />
      </dl>
    </section>
  );
};

/** Loaded on their own, and kept by the browser: the page itself waits for no drawing. */
export const CodePictures = ({ context: { words }, code }: { context: PageContext; code: string }) => (
  <p class="code-pictures">
    <img src={`${bagPath(code)}/bar.svg`} alt={words.bagFacts.barName(code)} width="240" height="64" loading="lazy" />
    <img src={`${bagPath(code)}/qr.svg`} alt={words.bagFacts.qrName(code)} width="112" height="112" loading="lazy" />
  </p>
);

/** The number alone says which bag it is, so two lots under one number may be two bags. */
export const LotsWarning = ({ context: { words }, lots }: Omit<FactsProps, "bag">) =>
  lots.length < 2 ? null : <Caution told={words.bagFacts.lots(lots.length, namesOf(lots))} />;

const Caution = ({ told }: { told: Told }) => (
  <p class="notice notice--warn">
    <Icon name="warning" />
    <span>
      <b>{told.says}</b> {told.todo}
    </span>
  </p>
);

const namesOf = (lots: readonly LotSeen[]): string => lots.map(({ lot }) => lot).join(", ");

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

const byLine = ({ show }: PageContext, at: Date, by: string | null): string =>
  by ? `${show.dayTime(at)}, ${by}` : show.dayTime(at);
