/** Bags: looked up, listed, their lives and pasts, taken out, made void; and the search. */
import { AsOfQuery, BagsQuery, PageQuery, SearchQuery, VoidBagBody } from "../schemas.ts";
import type { Operation } from "./operation.ts";
import { Bag, BagAsOf, BagPage, LifePage, ScanAnswer, SearchResult } from "./shapes_bags.ts";

export const bags: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/bag/:code", id: "getBag", tag: "Bags", at: { code: "SB00042" } },
    summary: "Look one bag or sack up",
    says: "Wherever it is, whatever the own area: goods travel. A sack comes with all bags that are in it.",
    answers: { 200: Bag },
    outcomes: ["bag_not_found"],
  },
  {
    ...{ method: "GET", path: "/api/v1/bags", id: "listBags", tag: "Bags", query: BagsQuery },
    summary: "List sacks and bags",
    answers: { 200: BagPage },
    example: { query: { role: "parent", limit: "20", total: "true" } },
  },
  {
    ...{ method: "GET", path: "/api/v1/bags/:code/events", id: "listBagEvents", tag: "Bags", query: PageQuery },
    at: { code: "0016586" },
    summary: "The life of a bag or sack, newest first",
    answers: { 200: LifePage },
    outcomes: ["bag_not_found"],
  },
  {
    ...{ method: "GET", path: "/api/v1/bags/:code/as-of", id: "getBagAsOf", tag: "Bags", query: AsOfQuery },
    at: { code: "SB00042" },
    summary: "A bag or sack as it was at a moment that has passed",
    answers: { 200: BagAsOf },
    outcomes: ["bag_not_found"],
    example: { query: { at: "2126-11-22T10:00:00+05:30" } },
  },
  {
    ...{ method: "DELETE", path: "/api/v1/bags/:parent/children/:child", id: "takeChildOut", tag: "Bags" },
    at: { parent: "SB00043", child: "0016586" },
    summary: "Take a bag out of a sack",
    says: "For what no scan has put in, such as an import. A scan is taken back by an undo.",
    key: "must",
    answers: { 200: ScanAnswer },
    outcomes: [
      ...["child_unlinked", "empty", "too_long", "bad_format", "wrong_type", "bag_voided", "bag_not_found"] as const,
      ...["parent_not_found", "not_in_parent", "bill_completed", "bill_voided"] as const,
    ],
  },
  {
    ...{ method: "POST", path: "/api/v1/bags/:code/void", id: "voidBag", tag: "Bags", body: VoidBagBody, key: "may" },
    at: { code: "SB00044" },
    summary: "Make a wrong registration void",
    says: "It has to be empty and in nothing. It leaves lists and counts; its code stays taken for ever.",
    answers: { 200: ScanAnswer },
    outcomes: [
      ...["bag_made_void", "empty", "too_long", "bad_format", "bag_not_found", "bag_voided", "bag_in_use"] as const,
      ...["self_link", "wrong_type"] as const,
    ],
    example: { body: { reason: "Registered by mistake" } },
  },
  {
    ...{ method: "GET", path: "/api/v1/search", id: "search", tag: "Search", query: SearchQuery },
    summary: "Find bags, sacks and bills",
    says: "`bills` is null for those who see none; a count that is not exact is the least there are.",
    answers: { 200: SearchResult },
    refusals: ["rate_limited"],
    example: { query: { q: "0016586" } },
  },
];
