# Puts the nodes of the image where n8n looks for community packages, then runs what its arguments
# say. At each start, since that place is in a volume, which hides what the image has there.
set -e
nodes="${N8N_USER_FOLDER:-$HOME}/.n8n/nodes/node_modules/n8n-nodes-whatsapp-gateways"
rm -rf "$nodes"
mkdir -p "$nodes"
tar -xzf "$(dirname "$0")/n8n-nodes-whatsapp-gateways.tgz" --strip-components=1 -C "$nodes"
exec "$@"
