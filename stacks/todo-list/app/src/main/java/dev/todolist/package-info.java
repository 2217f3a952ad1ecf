/// To-do lists for people who share a server: accounts, lists, tasks with a day on which they are due.
///
/// [dev.todolist.TodoList] puts the parts together. Each package below is one part: who somebody is (`account`), what
/// they have to do (`todo`), where it is kept (`database`), how it is shown (`web`), and two programs beside: one that
/// watches the stack (`watch`), one that makes a certificate for the first start (`certificate`).
@NullMarked
package dev.todolist;

import org.jspecify.annotations.NullMarked;
