/** `/reports`: what can be asked of the past, and what each answer tells. */
import { limitOf } from "../domain/abilities.ts";
import { mayHere, type PageContext } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";

interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  readonly says: string;
}

export const ReportsPage = ({ context }: { readonly context: PageContext }) => {
  const { words: { reports: words, exportsPage }, person } = context;
  const seesAllBills = person !== null && limitOf(person.role, "see_reports") === null;
  const entries: Entry[] = [
    { href: "/reports/day", icon: "home", name: words.day, says: words.daySays },
    { href: "/reports/bills", icon: "bill", name: words.bills, says: seesAllBills ? words.billsSays : words.billsOwn },
    { href: "/reports/scans", icon: "chart", name: words.scans, says: words.scansSays },
    ...(mayHere(context, "export_all")
      ? [{ href: "/exports", icon: "download", name: exportsPage.title, says: words.exportsSays } as const]
      : []),
  ];
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.says}</p>
        </div>
      </div>
      <ul class="card lines lines--icon">
        {entries.map(({ href, icon, name, says }) => (
          <li>
            <a href={href}>
              <Icon name={icon} />
              <span>
                <b>{name}</b>
                <br />
                <small>{says}</small>
              </span>
              <Icon name="arrow" />
            </a>
          </li>
        ))}
      </ul>
    </DeskPage>
  );
};
