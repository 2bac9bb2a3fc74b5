/** A table of the report. */
export interface Table {
	columns: string[];
	rows: Array<Array<string | number>>;
}

/** What was set out to be reached. */
export interface Target {
	what: string;
	measured: string;
	wanted: string;
	met: boolean;
}

/** Bars of one kind. */
export interface Chart {
	title: string;
	/** Of the values. */
	unit: string;
	bars: Array<{ name: string; value: number }>;
}

export interface Findings {
	table: Table;
	targets: Target[];
	chart?: Chart;
	/** What has to be known to read the figures rightly. */
	notes?: string[];
}

/** One question that the bench answers. */
export interface Section {
	/** To run it alone: `npm run bench -- cold-load`. */
	name: string;
	title: string;
	/** How it is measured. */
	method: string;
	measure(): Promise<Findings>;
}
