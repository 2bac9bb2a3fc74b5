import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { optionalText } from '../../shared/validation/schema';
import { coordinate } from '../../shared/cloudApi/template';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';

const locationMessage = everyMessage.extend({
	latitude: coordinate('Latitude', 90).transform(Number),
	longitude: coordinate('Longitude', 180).transform(Number),
	locationName: optionalText('Location Name'),
	address: optionalText('Address'),
});

/**
 * Sends a place on the map: POST /message/sendLocation/{instance}, 201. Sources: the server's schemas,
 * and recordings of 1.8.6 and 2.3.7. Version 2 wants name and address, and takes empty ones; version 1
 * refuses an empty name.
 */
export const sendLocation: SendOperation<z.infer<typeof locationMessage>> = {
	...sending,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		latitude: parameters.value('latitude'),
		longitude: parameters.value('longitude'),
		locationName: parameters.value('locationName'),
		address: parameters.value('address'),
	}),
	schema: locationMessage,
	request: (message) => {
		const { latitude, longitude, locationName: name, address } = message;
		return {
			method: 'POST',
			path: pathOf('sendLocation', message),
			body: bodyOf(message, {
				v1: {
					locationMessage: {
						latitude,
						longitude,
						...(name !== undefined && { name }),
						...(address !== undefined && { address }),
					},
				},
				v2: { latitude, longitude, name: name ?? '', address: address ?? '' },
			}),
			delayMs: message.extras.delay,
		};
	},
};
