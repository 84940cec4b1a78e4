/** Nobody has a badge, and no session ends. */
import type { BadgeDeps } from "../../routes/badge_deps.ts";

export const NO_BADGES: BadgeDeps = {
  badges: {
    holder: () => Promise.resolve(null),
    make: () => Promise.reject(new Error("Nobody can have a badge here")),
    revoke: () => Promise.resolve(),
    setPin: () => Promise.resolve({ is: "set" }),
    setOwnPin: () => Promise.resolve({ is: "wrong_password" }),
  },
  switchTo: () => Promise.resolve({ is: "refused", triesLeft: 3 }),
  sessionTime: { left: () => Promise.resolve({ seconds: 3_600, isFinal: false }), stay: () => Promise.resolve() },
};
