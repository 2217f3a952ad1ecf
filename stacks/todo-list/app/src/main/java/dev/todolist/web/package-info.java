/// How things are shown: pages, the JSON behind them, health and metrics.
@NullMarked
package dev.todolist.web;

import org.jspecify.annotations.NullMarked;
