import { deepStrictEqual as same, equal, match } from "node:assert/strict";
import { ABILITIES, type Ability, limitOf, mayRole, ROLES } from "../../domain/abilities.ts";
import { RolesPage } from "../../views/roles_page.tsx";
import { en } from "../../views/words/en.ts";
import { pageContext } from "../support/page_context.ts";

Deno.test("the page of roles says of each ability and role what the table of abilities says", () => {
  const html = String(RolesPage({ context: pageContext("admin") }));
  for (const ability of Object.keys(ABILITIES) as Ability[]) {
    const row = html.split(`id="ability-${ability}"`)[1]!.split("</tr>")[0]!;
    match(row, new RegExp(`<th scope="row">${en.abilities[ability]}</th>`));
    const told = [...row.matchAll(/<td>.*?<(?:small|span class="visually-hidden")>([^<]+)</g)].map(([, text]) => text);
    const asked = ROLES.map((role) => {
      if (!mayRole(role, ability)) return "No";
      const limit = limitOf(role, ability);
      return limit ? en.rolesPage.limits[limit] : "Yes";
    });
    same(told, asked, ability);
  }
});

Deno.test("a limit binds the least role alone", () => {
  equal(limitOf("dispatcher", "undo"), "own_hour");
  equal(limitOf("biller", "undo"), null);
  equal(limitOf("biller", "see_reports"), "own_bills");
  equal(limitOf("admin", "see_reports"), null);
  equal(limitOf("dispatcher", "scan"), null);
});

/** Who belongs to an area is no question of what he may do. */
const ABOUT_AREAS = ["routes/scope.ts", "routes/users.ts", "routes/users_page.tsx", "views/users_page.tsx"];

Deno.test("no page and no route decides by a role's name: they ask the table", async () => {
  const found: string[] = [];
  for (const folder of ["routes", "views"]) {
    for await (const { name } of Deno.readDir(new URL(`../../${folder}`, import.meta.url))) {
      const path = `${folder}/${name}`;
      if (!/\.tsx?$/.test(name) || ABOUT_AREAS.includes(path)) continue;
      const text = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
      if (/\brole\s*[!=]==\s*"(admin|biller|dispatcher)"/.test(text)) found.push(path);
    }
  }
  same(found, []);
});
