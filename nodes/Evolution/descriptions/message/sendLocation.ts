import type { INodeProperties } from 'n8n-workflow';

export const sendLocationFields: INodeProperties[] = [
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. -33.4489',
		description: 'Latitude in degrees, from -90 to 90',
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. -70.6693',
		description: 'Longitude in degrees, from -180 to 180',
	},
	{
		displayName: 'Location Name',
		name: 'locationName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Providencia store',
		description: 'Name of the place on the map',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. Av. Providencia 1234, Santiago',
		description: 'Address of the place on the map',
	},
];
