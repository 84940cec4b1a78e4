/** English: looking back. */

export const asItWas = {
  open: "As it was at a chosen time",
  title: (time: string) => `As it was at ${time}`,
  when: "Day and time",
  hint: "All of that minute counts.",
  unread: "Choose a day and a time.",
  show: "Show",
  back: "As it is now",
  notYet: (time: string) => `Nobody knew it yet. First seen ${time}.`,
  state: "State",
  nothingIn: "No bags were in this sack.",
  nothingOn: "No sacks were on this bill.",
};
