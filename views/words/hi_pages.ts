/** हिन्दी: the frame, the way in, and what went wrong. */
import type { BillStatus, Role } from "../../domain/shapes.ts";
import type { Look } from "../look.ts";
import type { Told } from "./told.ts";

export const roles: Record<Role, string> = { admin: "एडमिन", biller: "बिलर", dispatcher: "डिस्पैचर" };

export const looks: Record<Look, string> = {
  opened: "बोरी खुली",
  stored: "जुड़ गई",
  here: "पहले से यहीं है",
  refused: "नहीं जुड़ी",
  full: "बोरी भर गई",
  waiting: "इंतज़ार",
};

export const billStatuses: Record<BillStatus, string> = {
  new: "नया",
  processing: "चालू",
  completed: "पूरा",
  voided: "रद्द",
};

export const areas: Readonly<Record<string, string>> = {
  lucknow: "लखनऊ",
  indore: "इंदौर",
  jaipur: "जयपुर",
  hisar: "हिसार",
  sri_ganganagar: "श्री गंगानगर",
  sangaria: "संगरिया",
  bathinda: "बठिंडा",
  raipur: "रायपुर",
  ranchi: "राँची",
  akola: "अकोला",
};

export const products: Readonly<Record<string, string>> = { mustard: "सरसों", moong: "मूँग" };

export const frame = {
  product: "TraceTrack",
  skip: "सीधे काम पर जाएँ",
  menu: "मुख्य सूची",
  tabs: "छोटी सूची",
  work: "काम",
  admin: "एडमिन",
  dashboard: "मुख्य पन्ना",
  scan: "स्कैन",
  bills: "बिल",
  bags: "बोरी और थैली",
  search: "खोजें",
  people: "लोग",
  kinds: "बोरी के प्रकार",
  imports: "इम्पोर्ट",
  reports: "रिपोर्ट",
  audit: "ऑडिट",
  system: "सिस्टम",
  find: "बोरी, थैली या बिल खोजें",
  account: (name: string) => `आपका खाता: ${name}`,
  colours: "रंग",
  themes: { auto: "अपने आप", light: "उजला", dark: "गहरा" },
  language: "भाषा",
  sound: "आवाज़",
  logout: "लॉग आउट",
  where: "आप कहाँ हैं",
  next: "अगला पन्ना",
  first: "पहला पन्ना",
  nothing: "–",
};

export const login = {
  title: "लॉग इन",
  username: "यूज़र नाम",
  password: "पासवर्ड",
  submit: "लॉग इन करें",
  wrong: { says: "नाम और पासवर्ड मेल नहीं खाते।", todo: "फिर कोशिश करें, या एडमिन से नया पासवर्ड लें।" },
  locked: (minutes: number): Told => ({
    says: "इस नाम से बहुत बार कोशिश हुई।",
    todo: `${minutes} मिनट रुकें, फिर कोशिश करें।`,
  }),
  out: "आप लॉग आउट हो गए हैं।",
};

export const billScan = {
  title: (number: string) => `${number} की बोरियाँ`,
  label: "बोरी का कोड स्कैन करें या लिखें",
  counterName: "बिल में बोरियाँ",
  weight: "वज़न",
  expected: "होना चाहिए",
  bags: "थैलियाँ",
  ready: "तैयार",
  readySays: "इस बिल की बोरियाँ स्कैन करें।",
  open: "बिल",
  list: "पिछले स्कैन",
  bagCount: (count: number, capacity: number) => `${count} / ${capacity} थैलियाँ`,
};

export const faults = {
  askNumber: "मदद माँगते समय यह नंबर बताएँ:",
  forbidden: { says: "यह पन्ना आपके लिए नहीं है", todo: "एडमिन से करवाएँ, या दूसरे नाम से लॉग इन करें।" },
  notFound: {
    says: "ऐसा कोई पन्ना नहीं है",
    todo: "पता पुराना हो सकता है, या कोड में टाइपिंग की गलती है। बोरी, थैली या बिल खोजें।",
  },
  conflict: {
    says: "इस बीच यह बदल गया",
    todo: "किसी और ने पहले बदल दिया। अब जैसा है वैसा देखें, फिर दोबारा करें। आपका भेजा हुआ नहीं जुड़ा।",
  },
  busy: {
    says: "अभी नहीं जुड़ा। कुछ खोया नहीं।",
    todo: "सर्वर अभी जोड़ नहीं पा रहा। हाथ से भेजा हुआ फ़ॉर्म नहीं जुड़ा: दोबारा भेजें।",
  },
  internal: {
    says: "यह नहीं हो पाया",
    todo: "गलती हमारी है, आपकी नहीं। भेजा हुआ शायद नहीं जुड़ा: दोबारा भेजने से पहले देख लें।",
  },
  malformed: { says: "यह अधूरा पहुँचा", todo: "वापस जाएँ और दोबारा भेजें।" },
  loggedInAs: (name: string, role: string) => `आप ${name} (${role}) नाम से लॉग इन हैं।`,
  again: "फिर कोशिश करें",
  backToScan: "स्कैन पर वापस",
  anotherName: "दूसरे नाम से लॉग इन करें",
};

export const peopleTabs = {
  users: "लोग",
  tokens: "API टोकन",
  roles: "भूमिकाएँ",
  areas: "इलाके",
};
