/** Answers a message by a tap on one of its buttons, rows or options. */
export type OnTap = (said: object) => void;
