/** Keeps small secrets in the database so that the database alone does not tell them: AES-GCM, by a key made from SESSION_SECRET. */

export interface Sealing {
  /** `about` has to be the same when it is opened: what is sealed for one person is no use in the row of another. */
  seal(secret: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Null: it was sealed by another key, about something else, or changed. */
  open(sealed: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

const ALGORITHM = "AES-GCM";
const NONCE_BYTES = 12;

/** `purpose`: keys for different things are different ones. */
export async function startSealing(sessionSecret: string, purpose: string): Promise<Sealing> {
  const text = new TextEncoder();
  const root = await crypto.subtle.importKey("raw", text.encode(sessionSecret), "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: text.encode("tracetrack"), info: text.encode(purpose) },
    root,
    { name: ALGORITHM, length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  const by = (iv: Uint8Array<ArrayBuffer>, about: string) => ({
    name: ALGORITHM,
    iv,
    additionalData: text.encode(about),
  });
  return {
    async seal(secret, about) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = new Uint8Array(await crypto.subtle.encrypt(by(nonce, about), key, secret));
      return new Uint8Array([...nonce, ...sealed]);
    },
    async open(sealed, about) {
      const nonce = sealed.slice(0, NONCE_BYTES);
      const opened = await crypto.subtle.decrypt(by(nonce, about), key, sealed.slice(NONCE_BYTES)).catch(() => null);
      return opened && new Uint8Array(opened);
    },
  };
}
