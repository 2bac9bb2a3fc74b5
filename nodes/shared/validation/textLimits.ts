/** The longest text that WhatsApp's official API takes; phones take more. */
export const MAX_TEXT = 4096;

/** The longest text above buttons. */
export const MAX_ABOVE_BUTTONS = 1024;
