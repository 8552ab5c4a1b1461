/** What every page has. Pages of their own add to it; all share one socket, because a module is loaded once. */
import { keepConnection } from './connection.js'
import { keepCopying } from './copying.js'
import { dropSentDrafts } from './drafts.js'
import { keepKeys } from './keys.js'
import { keepMenus } from './menus.js'
import { keepMutations } from './mutations.js'
import { keepBell } from './notifications/bell.js'
import { keepScripts } from './scripts.js'
import { connect } from './socket.js'
import { keepTimes } from './times.js'
import { keepToasts } from './toasts.js'

// What works only with scripts is hidden until they are here.
for (const scripted of document.querySelectorAll('[data-scripted]')) scripted.hidden = false
document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
dropSentDrafts()
keepConnection()
keepTimes()
keepToasts()
keepMenus()
keepKeys()
keepCopying()
keepMutations()
connect()
keepBell()
keepScripts()
