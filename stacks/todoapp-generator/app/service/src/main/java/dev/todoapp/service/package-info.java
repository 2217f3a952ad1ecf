/// What each of the four services has: settings, a server, health, metrics, logs, an end that is not abrupt.
@NullMarked
package dev.todoapp.service;

import org.jspecify.annotations.NullMarked;
