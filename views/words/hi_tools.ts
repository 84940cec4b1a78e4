/** हिन्दी: स्कैन के आसपास के पन्ने। Hindi of `en_tools.ts`, for people who read little. */
import type { Told } from "./told.ts";
import type * as en from "./en_tools.ts";

export const scannerPage: typeof en.scannerPage = {
  title: "स्कैनर जाँचें",
  says: "कुछ भी स्कैन करें। यहाँ कुछ दर्ज नहीं होता।",
  label: "यहाँ स्कैन करें",
  placeholder: "कोड स्कैन करें",
  needsScript: "इस पन्ने के लिए ब्राउज़र में स्क्रिप्ट चालू करें।",

  sack: "बोरी",
  bag: "थैली",
  command: (name: string) => `हुक्म: ${name}`,
  unreadable: "समझ नहीं आया",
  nothing: "कुछ नहीं आया",
  keys: "बटन",
  speed: "रफ़्तार",
  speedScanner: (ms: string) => `हर बटन ${ms} ms, स्कैनर`,
  speedHand: (ms: string) => `हर बटन ${ms} ms, हाथ से`,
  speedUnknown: "बटन बहुत कम हैं",
  ended: "अंत में",
  ends: { enter: "Enter बटन", tab: "Tab बटन", pause: "रुकना", nothing: "कुछ नहीं, कोई बटन नहीं आया" },
  raw: "जैसा आया",
  allKeys: "हर बटन",
  key: "बटन",
  place: "कीबोर्ड पर जगह",
  gap: "पिछले से ms",

  proposals: {
    pause: { says: "आपका स्कैनर Enter नहीं भेजता।", todo: "रुकने पर कोड पूरा मानें।" },
    key: { says: "आपका स्कैनर Enter भेजता है।", todo: "रुकने की ज़रूरत नहीं।" },
    prefix: (sign: string): Told => ({ says: `आपका स्कैनर हर कोड से पहले ${sign} लगाता है।`, todo: "हर बार हटाएँ।" }),
    suffix: (sign: string): Told => ({ says: `आपका स्कैनर हर कोड के बाद ${sign} लगाता है।`, todo: "हर बार हटाएँ।" }),
  },
  use: "यही रखें",
  testCode: "स्कैनर अपने चिह्न जोड़ता है? जाँच कोड तीन बार स्कैन करें।",
  testCodeLink: "छापने के कोड",

  settings: "सेटिंग",
  settingsSays: "सिर्फ़ इस मशीन पर रहती है, यहाँ स्कैन करने वाले सब के लिए।",
  end: "कोड कब पूरा होता है",
  endKey: "Enter या Tab पर",
  endKeyHint: "ज़्यादातर स्कैनर भेजते हैं",
  endPause: "रुकने पर भी",
  endPauseHint: "जो स्कैनर Enter नहीं भेजते",
  pauseMs: "कितना रुके, ms में",
  pauseHint: (min: number, max: number) => `${min} से ${max}`,
  prefix: "हर कोड से पहले",
  suffix: "हर कोड के बाद",
  affixHint: "जो स्कैनर जोड़ता है। वह हटा दिया जाता है।",
  hearing: "आवाज़ और कंपन",
  sound: "आवाज़",
  volume: "कितनी तेज़",
  listen: "सुनें",
  play: (look: string) => `सुनें: ${look}`,
  vibration: "कंपन",
  station: "इस स्टेशन का नाम",
  stationHint: "हर स्कैन के साथ लिखा जाता है।",
  save: "इस मशीन पर रखें",
  unsaved: "अभी रखा नहीं गया।",
  saved: "इस मशीन पर रख लिया।",
  savedForPage: "यह ब्राउज़र कुछ नहीं रखता: पन्ना बंद होने तक ही चलेगा।",
};

export const deviceChecks: typeof en.deviceChecks = {
  title: "यह मशीन",
  yes: "हाँ",
  partly: "कुछ हद तक",
  no: "नहीं",
  checking: "देख रहे हैं",
  secure: {
    name: "सुरक्षित कनेक्शन (https)",
    no: "इसके बिना पन्ना नेटवर्क के बिना नहीं खुलता, स्क्रीन बंद हो सकती है। एडमिन से https लगवाएँ।",
  },
  offline: {
    name: "नेटवर्क के बिना खुलता है",
    partly: "एक बार नेटवर्क में स्कैन का पन्ना खोलें, फिर खुलेगा।",
    no: "नेटवर्क न हो तो स्कैन का पन्ना खुला रखें।",
  },
  awake: {
    name: "स्क्रीन चालू रहती है",
    no: "मशीन की सेटिंग में स्क्रीन का समय बढ़ाएँ।",
  },
  sender: {
    name: "एक ही पन्ना भेजता है",
    no: "स्कैन का एक ही पन्ना खुला रखें।",
  },
  kept: {
    name: "स्कैन डिस्क पर रहते हैं",
    partly: "रहते हैं, पर डिस्क भरने पर मिट सकते हैं। जब तक कुछ बाकी है, पन्ना खुला रखें।",
    no: "पन्ना बंद किया तो बाकी स्कैन चले जाएँगे। तब तक खुला रखें।",
  },
  sound: {
    name: "आवाज़",
    partly: "एक बार स्क्रीन छुएँ, तब आवाज़ आएगी।",
    no: "हर स्कैन के बाद स्क्रीन देखें।",
  },
  vibration: {
    name: "कंपन",
    no: "आवाज़ सुनें।",
  },
};

export const codesPage: typeof en.codesPage = {
  title: "छापने के कोड",
  says: "यह पन्ना छापें और काँटे के पास टाँगें। स्क्रीन छूने की जगह कोड स्कैन करें।",
  print: "छापें",
  names: { undo: "पिछला हटाएँ", finish: "बोरी पूरी", test: "जाँच" },
  does: {
    undo: "पिछला स्कैन वापस लेता है।",
    finish: "यह बोरी बंद। अगली बोरी स्कैन करें।",
    test: "बताता है कि स्कैनर चल रहा है।",
  },
  barName: (code: string) => `बार कोड ${code}`,
  qrName: (code: string) => `QR कोड ${code}`,
};
