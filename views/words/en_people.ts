/** English: people as admins manage them, and the link by which somebody sets a new password. */

export const resetPage = {
  title: "Set a new password",
  username: "Name for logging in",
  password: "New password",
  repeat: "The same once more",
  hint: "At least 8 characters. Three words are easy to remember.",
  submit: "Save the password",
  differ: { says: "The two passwords are not the same.", todo: "Type the same one twice." },
  gone: "This link does not work",
  goneSays: "It works once, and for one hour. Ask your admin for a new one.",
  toLogin: "Log in",
  changed: "Your new password is saved. Log in with it.",
};
