/** Begins imports of the files that a request carries, from a script and from the page alike. */
import type { Context } from "hono";
import { IMPORT_LAYOUTS, type ImportLayout, type ImportLine } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { storable } from "../domain/text.ts";
import type { Deps, Env, Imports, NewImport, NotTaken, Upload } from "./deps.ts";
import { doerOf } from "./doer.ts";

type Needs = Pick<Deps, "imports" | "readUpload" | "areas" | "addressOf">;

/** In the order in which the files came; one at least. Fields may stand before and behind the files. */
export async function beginImports(c: Context<Env>, deps: Needs): Promise<readonly ImportLine[] | NotTaken> {
  const { imports } = deps;
  const underWay = atOnce.get(imports) ?? 0;
  if (underWay >= LIMITS.uploadsAtOnceMax) return { refused: "busy", path: "file", why: "Too many uploads at once" };
  if (declaredBytes(c) > bytesMax(imports)) return { refused: "payload_too_large", path: "body", why: "Too large" };
  atOnce.set(imports, underWay + 1);
  try {
    const upload = await deps.readUpload(c.req.raw, (name) => imports.receive(name));
    return "refused" in upload ? upload : await begin(c, deps, upload);
  } finally {
    atOnce.set(imports, (atOnce.get(imports) ?? 1) - 1);
  }
}

/** Uploads that each instance takes in just now. */
const atOnce = new WeakMap<Imports, number>();

const declaredBytes = (c: Context<Env>): number => Number(c.req.header("content-length") ?? 0);

/** All files at their largest, and what stands between them. */
const bytesMax = ({ fileBytesMax }: Imports): number =>
  LIMITS.uploadFilesMax * (fileBytesMax + LIMITS.uploadHeadBytesMax) +
  LIMITS.uploadFieldsMax * (LIMITS.uploadFieldBytesMax + LIMITS.uploadHeadBytesMax);

async function begin(c: Context<Env>, deps: Needs, { files, fields }: Upload): Promise<ImportLine[] | NotTaken> {
  const begun: ImportLine[] = [];
  try {
    const wanted = await wantedIn(fields, deps);
    if ("refused" in wanted) return wanted;
    if (files.length === 0) return { refused: "malformed", path: "file", why: "Required" };
    const doer = doerOf(c, deps);
    for (const file of files) begun.push(await file.done(wanted, doer));
    return begun;
  } finally {
    await Promise.all(files.slice(begun.length).map((file) => file.drop()));
  }
}

async function wantedIn(fields: Upload["fields"], { areas }: Needs): Promise<NewImport | NotTaken> {
  const text = (name: string) => storable(fields.get(name) ?? "").trim();
  const layout = text("layout") || "auto";
  if (!isLayout(layout)) return { refused: "malformed", path: "layout", why: "No such layout" };
  const area = text("area") || null;
  if (area !== null && !(await areas()).includes(area)) {
    return { refused: "malformed", path: "area", why: "No such area" };
  }
  const station = text("station") || null;
  if ((station?.length ?? 0) > LIMITS.stationCharsMax) {
    return { refused: "malformed", path: "station", why: "Too long" };
  }
  return { layout, area, station };
}

const isLayout = (text: string): text is ImportLayout | "auto" =>
  text === "auto" || (IMPORT_LAYOUTS as readonly string[]).includes(text);
