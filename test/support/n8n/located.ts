/** A value of a resource locator, as n8n stores it. */
export const located = (value: string, mode = 'id') => ({ __rl: true, mode, value });
