package dev.hauban.engine.local;

class FirstRungContractTest extends LocalContract {
    FirstRungContractTest() {
        super(1);
    }
}
