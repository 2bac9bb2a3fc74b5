/** GET /group/fetchAllGroups/{instance}; both versions want to be told whether with participants. */
export const groupsPath = (instance: string, participants: boolean): string =>
	`/group/fetchAllGroups/${encodeURIComponent(instance)}?getParticipants=${participants}`;
