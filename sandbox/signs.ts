import type { Content } from './conversations';

/** Whether nobody gets a message of it: a read mark, or “typing…”. */
export const isSign = ({ type }: Pick<Content, 'type'>): boolean =>
	type === 'read' || type === 'typing';
