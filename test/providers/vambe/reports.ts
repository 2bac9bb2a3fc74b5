import { EVENT_NAMES } from '../../../nodes/shared/contract/event';

export const reports = EVENT_NAMES.map((type) => ({ type, data: {} }));
