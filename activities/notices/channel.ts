// The PostgreSQL channel on which listeners (server-sent events) hear whose list of news grew: ids with commas between.
export const NOTICED_CHANNEL = 'person_noticed'
