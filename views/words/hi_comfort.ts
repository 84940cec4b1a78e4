/** हिन्दी: पहले का हाल। */
import type { Words } from "./en.ts";

export const asItWas: Words["asItWas"] = {
  open: "चुने हुए समय पर कैसा था",
  title: (time: string) => `${time} पर ऐसा था`,
  when: "दिन और समय",
  hint: "वह पूरा मिनट गिना जाता है।",
  unread: "दिन और समय चुनें।",
  show: "दिखाएँ",
  back: "अभी का हाल",
  notYet: (time: string) => `तब तक यह दर्ज नहीं था। पहली बार दिखा ${time}।`,
  state: "हालत",
  nothingIn: "इस बोरी में कोई थैली नहीं थी।",
  nothingOn: "इस बिल पर कोई बोरी नहीं थी।",
};
