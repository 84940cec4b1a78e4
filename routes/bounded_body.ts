/** Reads a body that may not be larger than so many bytes, whether it says beforehand how large it is or not. */

/** Null when there is more than that. */
export async function readText(request: Request, bytesMax: number): Promise<string | null> {
  const length = request.headers.get("content-length");
  // The server reads no more than was declared, and most bodies are: one call is the quickest.
  if (length !== null) return Number(length) > bytesMax ? null : await request.text();
  const bytes = await readBytes(request, bytesMax);
  return bytes && new TextDecoder().decode(bytes);
}

/** Null when there is more than that. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
