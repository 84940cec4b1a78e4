import { deepEqual, equal } from "node:assert/strict";
import { createAltCode, isScannerSpeed, type Key, typedBy } from "../../../static/js/keys.ts";

const press = (key: string, code = "", held: Partial<Key> = {}): Key => ({
  ...{ key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false },
  ...held,
});

Deno.test("typedBy() takes printable characters as they are", () => {
  for (const key of ["a", "Z", "7", "-", ":", " ", "]", "~"]) {
    deepEqual(typedBy(press(key, "KeyQ")), { is: "text", text: key });
  }
});

Deno.test("typedBy() knows every way in which scanners end a code", () => {
  deepEqual(typedBy(press("Enter", "Enter")), { is: "end" });
  deepEqual(typedBy(press("Enter", "NumpadEnter")), { is: "end" });
  deepEqual(typedBy(press("j", "KeyJ", { ctrlKey: true })), { is: "end" });
  deepEqual(typedBy(press("M", "KeyM", { ctrlKey: true })), { is: "end" });
  deepEqual(typedBy(press("Tab", "Tab")), { is: "tab" });
  deepEqual(typedBy(press("i", "KeyI", { ctrlKey: true })), { is: "tab" });
  equal(typedBy(press("Tab", "Tab", { shiftKey: true })), null, "A person goes back");
});

Deno.test("typedBy() knows the group separator by its sign, by Ctrl and by its place", () => {
  deepEqual(typedBy(press("\u001d")), { is: "gs" });
  deepEqual(typedBy(press("]", "BracketRight", { ctrlKey: true })), { is: "gs" });
  deepEqual(typedBy(press("\u001d", "", { ctrlKey: true })), { is: "gs" });
  deepEqual(typedBy(press("़", "BracketRight", { ctrlKey: true })), { is: "gs" });
});

Deno.test("typedBy() leaves shortcuts and keys that write nothing to the browser", () => {
  for (const key of ["Shift", "Alt", "Control", "F5", "ArrowLeft", "Process", "Unidentified"]) {
    equal(typedBy(press(key)), null, key);
  }
  equal(typedBy(press("r", "KeyR", { ctrlKey: true })), null);
  equal(typedBy(press("d", "KeyD", { altKey: true })), null);
  equal(typedBy(press("m", "KeyM", { metaKey: true })), null);
});

Deno.test("typedBy() takes what AltGr writes", () => {
  deepEqual(typedBy(press("]", "Digit9", { ctrlKey: true, altKey: true })), { is: "text", text: "]" });
});

Deno.test("typedBy() finds the text of a US keyboard again where the layout writes Hindi", () => {
  const keys: [string, string, boolean, string][] = [
    ["े", "KeyS", false, "s"],
    ["ए", "KeyS", true, "S"],
    ["४", "Digit4", false, "4"],
    ["श्र", "Digit8", true, "*"],
    ["ः", "Minus", true, "_"],
    ["च", "Semicolon", false, ";"],
    ["छ", "Semicolon", true, ":"],
    ["।", "Period", true, ">"],
    ["य", "Slash", false, "/"],
    ["\u00a0", "Space", false, " "],
    ["७", "Numpad7", false, "7"],
    ["Dead", "Backquote", true, "~"],
  ];
  for (const [key, code, shiftKey, text] of keys) {
    deepEqual(typedBy(press(key, code, { shiftKey })), { is: "text", text }, code);
  }
});

Deno.test("typedBy() keeps a foreign character whose place it does not know", () => {
  deepEqual(typedBy(press("क", "")), { is: "text", text: "क" });
  equal(typedBy(press("क्ष", "")), null);
});

/** Alt goes down, the keys are pressed, Alt comes up. */
function typedWithAlt(keys: readonly Key[]): number | null {
  const altCode = createAltCode();
  equal(altCode.down(press("Alt", "AltLeft", { altKey: true })), false);
  for (const key of keys) {
    equal(altCode.down(key), key.code.startsWith("Numpad"));
    equal(altCode.up(key), null);
  }
  return altCode.up({ key: "Alt" });
}

const keypad = (digits: string) => [...digits].map((digit) => press(digit, `Numpad${digit}`, { altKey: true }));

Deno.test("createAltCode() tells control characters that were typed by number", () => {
  equal(typedWithAlt(keypad("029")), 29);
  equal(typedWithAlt(keypad("13")), 13);
  equal(typedWithAlt([press("Insert", "Numpad0", { altKey: true }), ...keypad("9")]), 9, "Without NumLock");
});

Deno.test("createAltCode() leaves printable characters, shortcuts and Alt alone to the browser", () => {
  for (const keys of [keypad("065"), [], [press("f", "KeyF", { altKey: true })], keypad("0")]) {
    equal(typedWithAlt(keys), null);
  }
  equal(typedWithAlt([...keypad("02"), press("f", "KeyF", { altKey: true })]), null);
  equal(createAltCode().up({ key: "Alt" }), null);
});

Deno.test("createAltCode() begins anew with every Alt", () => {
  const altCode = createAltCode();
  for (const digits of ["02", "029"]) {
    altCode.down(press("Alt", "AltLeft", { altKey: true }));
    for (const key of keypad(digits)) altCode.down(key);
  }
  equal(altCode.up({ key: "Alt" }), 29);
  equal(altCode.up({ key: "Alt" }), null);
});

Deno.test("isScannerSpeed() goes by the average gap, and believes no handful of keys", () => {
  equal(isScannerSpeed([0, 40, 80, 120]), true);
  equal(isScannerSpeed([0, 5, 10, 110]), true, "One key came late");
  equal(isScannerSpeed([0, 41, 82, 123]), false);
  equal(isScannerSpeed([0, 1, 2]), false);
  equal(isScannerSpeed([]), false);
});
