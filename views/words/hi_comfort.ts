/** हिन्दी: पहले का हाल, और कीबोर्ड। */
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

export const shortcuts: Words["shortcuts"] = {
  title: "कीबोर्ड शॉर्टकट",
  close: "बंद करें",
  everywhere: "हर पन्ने पर",
  find: "बोरी, थैली या बिल खोजें",
  help: "यह सूची खोलें या बंद करें",
  go: "यहाँ जाएँ",
  lists: "सूची में",
  next: "अगली पंक्ति, ↓ भी। Enter से खुलती है",
  previous: "पिछली पंक्ति, ↑ भी",
  bills: "बिल",
  newBill: "नया बिल, बिलों की सूची में",
  edit: "यह बिल बदलें",
  complete: "यह बिल पूरा करें",
  print: "छापें",
  scanner: "इन पन्नों पर लेबल स्कैन करें: तुरंत खोज होती है।",
  scanning: "जहाँ स्कैन होता है, वहाँ सब कुंजियाँ स्कैनर की हैं। Ctrl+Z पिछला स्कैन वापस लेता है।",
  on: "इस डिवाइस पर शॉर्टकट चलाएँ",
};
