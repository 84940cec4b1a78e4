import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets are equal, in a time that does not tell where they differ or how long they are. */
export const isSameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string) => createHash("sha256").update(text).digest();
