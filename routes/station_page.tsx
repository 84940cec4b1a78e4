/** `/station?station=ID`: the packing table's own page. Its scans go where those of `/scan` go. */
import { Hono } from "hono";
import { holdsBadge } from "../domain/badge_text.ts";
import { LIMITS } from "../domain/limits.ts";
import { storable } from "../domain/text.ts";
import { StationChoicePage, StationPage } from "../views/station_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { scanStateOf } from "./scan_state.tsx";

export function stationPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>().get("/station", may("scan"), async (c) => {
    const station = storable(c.req.query("station") ?? "").trim().slice(0, LIMITS.stationCharsMax);
    // A badge that was scanned where the name goes is no name.
    return station === "" || holdsBadge(station)
      ? answerPage(c, <StationChoicePage context={contextOfSignedIn(c, parts.pages)} />)
      : answerPage(c, <StationPage {...await scanStateOf(c, parts)} station={station} />);
  });
}
