// Both wires keep one contract; a third would add one line.
import { openSocketIoClient, openStockClient } from '../support/wire-clients.ts';
import { wireContract } from './wire-contract.ts';

wireContract('y-websocket', openStockClient);
wireContract('Socket.IO', openSocketIoClient);
