/** Hindi: people as admins manage them, and the link by which somebody sets a new password. */

export const resetPage = {
  title: "नया पासवर्ड रखें",
  username: "लॉग इन का नाम",
  password: "नया पासवर्ड",
  repeat: "वही पासवर्ड फिर से",
  hint: "कम से कम 8 अक्षर। तीन शब्द याद रखना आसान है।",
  submit: "पासवर्ड सेव करें",
  differ: { says: "दोनों पासवर्ड एक जैसे नहीं हैं।", todo: "दोनों बार वही लिखें।" },
  gone: "यह लिंक काम नहीं करता",
  goneSays: "लिंक एक बार और एक घंटे तक चलता है। एडमिन से नया लिंक माँगें।",
  toLogin: "लॉग इन करें",
  changed: "आपका नया पासवर्ड सेव हो गया। उसी से लॉग इन करें।",
};
