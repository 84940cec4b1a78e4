/** Reads a body that may not be larger than so many bytes, whether it says beforehand how large it is or not. */

/** Null when there is more than that. */
export async function readText(request: Request, bytesMax: number): Promise<string | null> {
  const length = request.headers.get("content-length");
  if (length === null) {
    const bytes = await readBytes(request, bytesMax);
    return bytes && new TextDecoder().decode(bytes);
  }
  if (Number(length) > bytesMax) return null;
  // The server reads no more than was declared, and most bodies are: one call is the quickest.
  return await arriving(request, request.text());
}

/** Null when there is more than that. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return null;
  return await arriving(request, gathered(request, bytesMax));
}

/** The client went away, or was given up, before all of its body was here. */
export class BodyCutOff extends Error {
  override readonly name = "BodyCutOff";
}

/** Whether its body is being waited for: who takes too long is then the client. */
export const isArriving = (request: Request): boolean => awaited.has(request);

const awaited = new WeakSet<Request>();

async function arriving<Body>(request: Request, body: Promise<Body>): Promise<Body> {
  awaited.add(request);
  try {
    return await body;
  } catch (cause) {
    throw new BodyCutOff("The body ended too early", { cause });
  } finally {
    awaited.delete(request);
  }
}

async function gathered(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
