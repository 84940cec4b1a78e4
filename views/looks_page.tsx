/** `/looks`: what came back refused while nobody looked. The browser keeps the list; this is the page that it fills. */
import { Crumbs } from "./crumbs.tsx";
import { mayHere, type PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";

export const LooksPage = ({ context }: { context: PageContext }) => {
  const { words: { looksPage: words, frame, scan } } = context;
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <Crumbs label={frame.where} above={[{ href: "/scan", name: scan.title }]} here={words.title} />
          <h1 id="looks-heading" data-says={words.heading("{count}")}>{words.title}</h1>
          <p>{words.says}</p>
        </div>
      </div>
      <section class="card" id="looks-card" hidden>
        <ol class="timeline" id="looks-list"></ol>
      </section>
      <div class="card empty" id="looks-none" hidden>
        <h2>{words.none}</h2>
        <p>{words.noneSays}</p>
      </div>
      <noscript>
        <p class="notice">{words.needsScript}</p>
      </noscript>
      <LookTemplate context={context} />
    </DeskPage>
  );
};

/** One refusal. The script fills in what is marked with `data-`, and takes away what does not apply. */
const LookTemplate = ({ context: { words: { looksPage: words }, person, show } }: { context: PageContext }) => (
  <template
    id="look-item"
    data-for-sack={words.forSack("{code}")}
    data-for-bill={words.forBill("{code}")}
    data-waited={words.waited("{time}")}
    data-seconds={words.seconds("{n}")}
    data-minutes={words.minutes("{n}")}
    data-hours={words.hours("{n}")}
    data-scanned-by={words.scannedBy("{user}", "{at}")}
    data-at-station={words.atStation("{station}")}
    data-refused-by-door={words.refusedByDoor}
    data-move={words.move("{code}")}
    data-may-move={mayHere({ person }, "move_bags") ? "" : undefined}
    data-time-zone={show.timeZone}
  >
    <li>
      {signOf("refused")}
      {signOf("full")}
      <span>
        <b class="code" data-code></b> <span data-place></span>
      </span>
      <time data-time></time>
      <small data-told></small>
      <div class="row">
        <button class="btn" type="button" data-do="move">
          <Icon name="arrow" />
          <span data-move-word></span>
        </button>
        <button class="btn" type="button" data-do="again">
          <Icon name="again" />
          {words.again}
        </button>
        <a class="btn" data-where>
          <Icon name="search" />
          {words.where}
        </a>
        <button class="btn" type="button" data-do="done">
          <Icon name="check" />
          {words.done}
        </button>
      </div>
    </li>
  </template>
);
